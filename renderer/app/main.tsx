import './no-eval.ts'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '#renderer/styles/tokens.css'
import '#renderer/styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createRpc } from '#renderer/rpc.ts'
import { createSession } from '#renderer/session/session.ts'
import { App } from './app.tsx'
import { startSession } from './start-session.ts'

const place = document.getElementById('root')
if (!place) throw new Error('The page has no #root')
const { client, connection } = createRpc()
const session = createSession(client)
startSession(session, connection)
createRoot(place).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
)
