import type { WebPreferences } from 'electron'

/** What the page's process may do: nothing of Node, in Chromium's sandbox, in a world of its own. */
export function windowPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // Nothing is looked up in a dictionary fetched from elsewhere.
    spellcheck: false,
  }
}
