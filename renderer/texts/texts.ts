import { IntlMessageFormat } from 'intl-messageformat'
import { type Catalogue, catalogueOf, english, type TextKey } from './catalogue.ts'

/** What a message's placeholders may be filled with. */
export type TextValues = Readonly<Record<string, string | number | boolean | Date | null>>
/** Looks a text up and fills its ICU placeholders. */
export type Translate = (key: TextKey, values?: TextValues) => string

/**
 * Builds the lookup for one language. Messages are ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/),
 * parsed on first use and kept. A key without a message is a bug and throws.
 */
export function createTexts(locale: string, catalogue: Catalogue = catalogueOf(english)): Translate {
  const parsed = new Map<string, IntlMessageFormat>()
  return (key, values) => {
    let message = parsed.get(key)
    if (!message) {
      const source = catalogue.get(key)
      if (source === undefined) throw new Error(`No text for ${key}`)
      message = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true })
      parsed.set(key, message)
    }
    return String(message.format(values))
  }
}

/** Makes a value of the contract (`not-json`) usable in an ICU `select`, whose branches can't hold a hyphen (`not_json`). */
export function choice(value: string): string {
  return value.replaceAll('-', '_')
}
