import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useSession } from './use-session.tsx'
import './account-avatar.css'

export interface PageLinkProps {
  url: string
  /** What the page is for, as a verb. */
  children: string
}

/** Opens a page in the person's browser; where that can't be done, the address is shown to be opened by hand. */
export function PageLink({ url, children }: PageLinkProps) {
  const t = useTexts()
  const session = useSession()
  const [isByHand, setByHand] = useState(false)
  const open = async () => {
    try {
      const { kind } = await session.rpc.app.openExternal({ url })
      setByHand(kind === 'refused')
    } catch (error) {
      session.trouble(error)
      setByHand(true)
    }
  }
  return (
    <>
      <Button icon={<ExternalLink />} onPress={() => void open()}>
        {children}
      </Button>
      {isByHand ? (
        <p className="ui-hint page-link-by-hand" role="status">
          {t('common.openByHand')} <code>{url}</code>
        </p>
      ) : null}
    </>
  )
}
