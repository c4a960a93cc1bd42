import { json } from '@codemirror/lang-json'
import { xml } from '@codemirror/lang-xml'
import { yaml } from '@codemirror/lang-yaml'
import { StreamLanguage } from '@codemirror/language'
import { protobuf } from '@codemirror/legacy-modes/mode/protobuf'
import type { Extension } from '@codemirror/state'
import { graphqlLanguageSupport } from 'cm6-graphql'

export type CodeLanguage = 'yaml' | 'json' | 'xml' | 'graphql' | 'protobuf' | 'plain'

const BY_ENDING: Readonly<Record<string, CodeLanguage>> = {
  yaml: 'yaml',
  yml: 'yaml',
  raml: 'yaml',
  json: 'json',
  xml: 'xml',
  wsdl: 'xml',
  xsd: 'xml',
  graphql: 'graphql',
  gql: 'graphql',
  proto: 'protobuf',
}

/** The language of a file, by the ending of its name. */
export function languageOf(path: string): CodeLanguage {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
  return BY_ENDING[ending] ?? 'plain'
}

/** What CodeMirror needs to read a language. */
export function languageSupport(language: CodeLanguage): Extension {
  switch (language) {
    case 'yaml':
      return yaml()
    case 'json':
      return json()
    case 'xml':
      return xml()
    case 'graphql':
      return graphqlLanguageSupport()
    case 'protobuf':
      return StreamLanguage.define(protobuf)
    case 'plain':
      return []
  }
}
