import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, nativeTheme, protocol, screen, session } from 'electron'
import { menuTemplate } from './menu.ts'
import { dataFolder } from './platform/data-folder.ts'
import { createDesktopPlatform } from './platform/desktop.ts'
import { createLogFile } from './platform/log-file.ts'
import { createPortServer } from './rpc/serve-port.ts'
import { APP_ORIGIN, APP_SCHEME_PRIVILEGES, serveAppProtocol } from './security/app-protocol.ts'
import { denyNavigation } from './security/navigation.ts'
import { denyPermissions } from './security/permissions.ts'
import { acceptPorts } from './security/port-hand-over.ts'
import { windowPreferences } from './security/window-preferences.ts'
import { createStandInRouter } from './stand-in.ts'
import { MINIMUM_SIZE, placeWindow } from './windows/placement.ts'
import { recallPlacement, rememberPlacement } from './windows/placement-memory.ts'

protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES])
const folder = dataFolder({
  arguments: process.argv.slice(1),
  env: process.env,
  system: process.platform,
  home: homedir(),
  workingFolder: process.cwd(),
})
void run()

async function run(): Promise<void> {
  app.setPath('userData', folder)
  await app.whenReady()
  const log = createLogFile({ file: join(folder, 'logs', 'graft.log'), maxBytes: 1_000_000, keep: 3, now: () => new Date() })
  let window: BrowserWindow | null = null
  serveAppProtocol(protocol, join(import.meta.dirname, '../renderer'))
  denyPermissions(session.defaultSession, APP_ORIGIN)
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents))
  const platform = await createDesktopPlatform({
    version: app.getVersion(),
    dataFolder: folder,
    homeFolder: homedir(),
    gitWorkerFile: join(import.meta.dirname, 'git-worker.js'),
    log,
    system: process.platform,
    session: session.defaultSession,
    window: () => window,
  })
  const serve = createPortServer(createStandInRouter(platform))
  acceptPorts({
    ipc: ipcMain,
    ourContents: () => window?.webContents ?? null,
    ownOrigin: APP_ORIGIN,
    serve,
    onRefused: (url) => log.warn('a port from elsewhere was refused', { url }),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)))
  const placement = placeWindow(
    await recallPlacement(join(folder, 'window.json')),
    screen.getAllDisplays().map((d) => d.workArea),
  )
  window = new BrowserWindow({
    ...placement.bounds,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: windowPreferences(join(import.meta.dirname, '../preload/preload.cjs')),
  })
  window.once('ready-to-show', () => window?.show())
  window.on('close', () => window && void rememberPlacement(join(folder, 'window.json'), window))
  app.on('window-all-closed', () => app.quit())
  await window.loadURL(`${APP_ORIGIN}/`)
}
