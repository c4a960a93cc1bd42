import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createTexts, type Translate } from './texts.ts'

const TextsContext = createContext<Translate | null>(null)

export interface TextsProviderProps {
  locale: string
  children: ReactNode
}

/** Gives everything below it the texts of one language. */
export function TextsProvider({ locale, children }: TextsProviderProps) {
  const texts = useMemo(() => createTexts(locale), [locale])
  return <TextsContext value={texts}>{children}</TextsContext>
}

/** The lookup for texts: `const t = useTexts(); t('apiList.create')`. */
export function useTexts(): Translate {
  const texts = useContext(TextsContext)
  if (!texts) throw new Error('TextsProvider is missing')
  return texts
}
