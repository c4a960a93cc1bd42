import { ipcRenderer } from 'electron'

// A sandboxed preload is one CommonJS file, so the names are written out here and in `renderer/rpc.ts`.
window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== window.location.origin || event.data !== 'graft:port-wanted') return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage('graft:port', null, [port1])
  window.postMessage('graft:port', window.location.origin, [port2])
})
