/** What the browser tells of the connection (W3C Network Information API); most of it is not there on every system. */
export interface NetworkFacts {
  onLine: boolean
  saveData: boolean
  /** Seldom told, and only by some systems. */
  metered: boolean
  type: string | null
}

/** Whether asking servers in the background would cost somebody something, or can't work. */
export function mayAskUnasked({ onLine, saveData, metered, type }: NetworkFacts): boolean {
  return onLine && !saveData && !metered && type !== 'cellular' && type !== 'none'
}

/** What is known of the network now. Where nothing is told, it is taken for one that costs nothing. */
export function networkFacts(navigator: object): NetworkFacts {
  const connection: unknown = Reflect.get(navigator, 'connection')
  const facts = typeof connection === 'object' && connection !== null ? connection : {}
  const type: unknown = Reflect.get(facts, 'type')
  return {
    onLine: Reflect.get(navigator, 'onLine') !== false,
    saveData: Reflect.get(facts, 'saveData') === true,
    metered: Reflect.get(facts, 'metered') === true,
    type: typeof type === 'string' ? type : null,
  }
}
