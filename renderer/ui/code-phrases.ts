import { EditorState, type Extension } from '@codemirror/state'
import type { Translate } from '#renderer/texts/texts.ts'

/** CodeMirror's own words, taken from the catalogue. The keys are CodeMirror's English phrases. */
export function codePhrases(t: Translate): Extension {
  return EditorState.phrases.of({
    Find: t('common.search.find'),
    Replace: t('common.search.replace'),
    next: t('common.search.next'),
    previous: t('common.search.previous'),
    all: t('common.search.all'),
    'match case': t('common.search.matchCase'),
    regexp: t('common.search.regexp'),
    'by word': t('common.search.byWord'),
    replace: t('common.search.replace').toLowerCase(),
    'replace all': t('common.search.replaceAll'),
    close: t('common.close').toLowerCase(),
  })
}
