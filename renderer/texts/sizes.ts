const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** Bytes for people, in steps of 1,000: `1.4 MB`. */
export function formatBytes(bytes: number, locale = 'en'): string {
  let value = bytes
  let step = 0
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000
    step += 1
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1,
  }).format(value)
}

const AGES: readonly [limitSeconds: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [604_800, 'day', 86_400],
  [2_629_800, 'week', 604_800],
  [31_557_600, 'month', 2_629_800],
  [Number.POSITIVE_INFINITY, 'year', 31_557_600],
]

/** How long ago a moment was, for people: `2 days ago`. */
export function formatAge(then: Date, now: Date, locale = 'en'): string {
  const seconds = (then.getTime() - now.getTime()) / 1000
  const [, unit, size] = AGES.find(([limit, , size]) => Math.round(Math.abs(seconds) / size) * size < limit) ?? [
    0,
    'year' as const,
    31_557_600,
  ]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

/** Shortens a long path or name in its middle so that beginning and end stay readable. */
export function shortenMiddle(text: string, length: number): string {
  const characters = [...text]
  if (characters.length <= length) return text
  const tail = Math.ceil((length - 1) * 0.6)
  return `${characters.slice(0, length - 1 - tail).join('')}…${characters.slice(-tail).join('')}`
}
