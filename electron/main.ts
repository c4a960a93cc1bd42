import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session } from 'electron'
import packageJson from '../package.json' with { type: 'json' }
import { menuTemplate } from './menu.ts'
import { readCloudAddresses } from './platform/cloud-addresses.ts'
import { dataFolder } from './platform/data-folder.ts'
import { createDesktopPlatform } from './platform/desktop.ts'
import { openGraftLog } from './platform/graft-log.ts'
import type { LogFile } from './platform/log-file.ts'
import { startFailureLine } from './platform/start-failure.ts'
import { createRouter } from './rpc/router.ts'
import { createPortServer } from './rpc/serve-port.ts'
import { APP_ORIGIN, APP_SCHEME_PRIVILEGES, serveAppProtocol } from './security/app-protocol.ts'
import { denyNavigation } from './security/navigation.ts'
import { denyPermissions, originOf } from './security/permissions.ts'
import { acceptPorts } from './security/port-hand-over.ts'
import { windowPreferences } from './security/window-preferences.ts'
import { createServices, type Services } from './services.ts'
import { windowBackground } from './windows/background.ts'
import { MINIMUM_SIZE, placeWindow } from './windows/placement.ts'
import { recallPlacement, rememberPlacement } from './windows/placement-memory.ts'
import { createRevival } from './windows/revival.ts'

/** The page's address. While developing, a server that reloads it on change takes the place of the built files. */
const PAGE = (import.meta.env.DEV && process.env['ELECTRON_RENDERER_URL']) || `${APP_ORIGIN}/`

const folder = dataFolder({
  arguments: process.argv.slice(1),
  env: process.env,
  system: process.platform,
  home: homedir(),
  workingFolder: process.cwd(),
})

// All of this has to happen before Electron is ready.
protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES])
app.setName(packageJson.productName)
app.setPath('userData', folder)

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(giveUp)
} else {
  // The first instance brings its window to the front.
  app.exit(0)
}

async function start(): Promise<void> {
  const log = openGraftLog(folder)
  const cloudAddresses = await readCloudAddresses({ env: process.env, workingFolder: process.cwd() })
  serveAppProtocol(protocol, join(import.meta.dirname, '../renderer'))
  denyPermissions(session.defaultSession, originOf(PAGE))
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)))

  let window: BrowserWindow | null = null
  const platform = await createDesktopPlatform({
    version: packageJson.version,
    dataFolder: folder,
    homeFolder: homedir(),
    gitWorkerFile: join(import.meta.dirname, 'git-worker.js'),
    log,
    system: process.platform,
    session: session.defaultSession,
    window: () => window,
    cloudAddresses,
    environment: process.env,
  })
  const services = await createServices(platform)
  acceptPorts({
    ipc: ipcMain,
    ourContents: () => window?.webContents ?? null,
    ownOrigin: originOf(PAGE),
    serve: createPortServer(createRouter(services)),
    onRefused: (url) => log.warn('a port from elsewhere was refused', { url }),
  })

  const open = async () => {
    window = await openWindow(log, windowBackground(services.settings.current().theme, nativeTheme.shouldUseDarkColors))
    window.once('closed', () => {
      window = null
    })
    await window.loadURL(PAGE).catch(unlessReplaced)
  }
  const focus = () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  }
  app.on('second-instance', focus)
  app.on('activate', () => (window === null ? open() : focus()))
  app.on('window-all-closed', () => {
    // On macOS an app stays until it is quit.
    if (process.platform !== 'darwin') app.quit()
  })
  closeServicesOnQuit(services, log)
  await open()
}

async function openWindow(log: LogFile, backgroundColor: string): Promise<BrowserWindow> {
  const placementFile = join(folder, 'window.json')
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const displays = [primary, ...others].map((display) => display.workArea)
  const placement = placeWindow(await recallPlacement(placementFile), displays)
  const window = new BrowserWindow({
    ...placement.bounds,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: packageJson.productName,
    show: false,
    backgroundColor,
    autoHideMenuBar: true,
    webPreferences: windowPreferences(join(import.meta.dirname, '../preload/preload.cjs')),
  })
  if (placement.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    rememberPlacement(placementFile, window).catch((error) => log.error('the window’s place was not kept', error))
  })
  const afterCrash = createRevival(() => Date.now())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.warn('the page’s process ended', { reason })
    if (afterCrash(reason) === 'reload') window.webContents.reload()
  })
  return window
}

/** A load that another one replaced, such as an early reload, is no failure (`ERR_ABORTED` of Chromium's net errors). */
function unlessReplaced(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED')) throw error
}

/** Lets running work end, the data folder be given back and the log be written before the process goes. */
function closeServicesOnQuit(services: Services, log: LogFile): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    services
      .close()
      .catch((error: unknown) => log.error('the services did not close', error))
      .then(() => log.flush())
      .finally(() => app.quit())
  })
}

function giveUp(error: unknown): void {
  const line = startFailureLine(error, folder)
  process.stderr.write(`${line}\n`)
  // Started from an icon there is no terminal to read it in.
  if (app.isPackaged && !process.stderr.isTTY) dialog.showErrorBox('Graft did not start', line)
  // Tells `npm start` that the reason has been said (`scripts/starting/desktop-obstacle.ts`).
  app.exit(78)
}
