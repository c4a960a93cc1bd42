/** Gives equal strings equal numbers, so that comparing two of them costs nothing. */
export class Numbering {
  readonly #numbers = new Map<string, number>()

  /** The number of one string: 0 for the first that was ever asked for, then 1, and so on. */
  of(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(text, number)
    return number
  }

  /** The numbers of several strings, in order. */
  all(texts: readonly string[]): Int32Array {
    const numbers = new Int32Array(texts.length)
    texts.forEach((text, index) => {
      numbers[index] = this.of(text)
    })
    return numbers
  }
}
