import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { denyNavigation } from './navigation.ts'

/** Electron's contents as far as the rule touches them. */
function contentsAt(url: string) {
  const emitter = new EventEmitter()
  let openHandler: (() => { action: string }) | undefined
  const contents = {
    on: emitter.on.bind(emitter),
    getURL: () => url,
    setWindowOpenHandler: (handler: () => { action: string }) => {
      openHandler = handler
    },
  }
  // The rule only listens; the emitter stands for the many overloads of `WebContents.on`.
  denyNavigation(contents as unknown as Parameters<typeof denyNavigation>[0])
  const ask = (event: string, details: object) => {
    let prevented = false
    emitter.emit(event, {
      ...details,
      preventDefault: () => {
        prevented = true
      },
    })
    return prevented ? 'prevented' : 'allowed'
  }
  return { ask, open: () => openHandler?.().action }
}

describe('navigation', () => {
  const contents = contentsAt('app://graft/')

  it.each(['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/', 'app://graft/assets/other.html', 'javascript:1'])(
    'to %s is prevented',
    (url) => {
      expect(contents.ask('will-navigate', { url })).toBe('prevented')
      expect(contents.ask('will-frame-navigate', { url, isMainFrame: true })).toBe('prevented')
    },
  )

  it('leaves a reload of the page alone', () => {
    expect(contents.ask('will-navigate', { url: 'app://graft/#here' })).toBe('allowed')
  })

  it('is prevented in every frame inside the page', () => {
    expect(contents.ask('will-frame-navigate', { url: 'app://graft/', isMainFrame: false })).toBe('prevented')
  })

  it('is prevented by redirect', () => {
    expect(contents.ask('will-redirect', { url: 'app://graft/' })).toBe('prevented')
  })

  it('opens no window and attaches no webview', () => {
    expect(contents.open()).toBe('deny')
    expect(contents.ask('will-attach-webview', {})).toBe('prevented')
  })
})
