declare module 'ini' {
  /** The package's reader; the tests hold our own against it. */
  export function parse(text: string): Record<string, unknown>
}
