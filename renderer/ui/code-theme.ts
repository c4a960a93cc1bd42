import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName], color: 'var(--syntax-key)' },
  { tag: [tags.string, tags.attributeValue, tags.special(tags.string), tags.content], color: 'var(--syntax-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--syntax-number)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.modifier], color: 'var(--syntax-keyword)' },
  { tag: [tags.typeName, tags.tagName, tags.className, tags.labelName], color: 'var(--syntax-type)' },
  { tag: [tags.comment, tags.meta, tags.documentMeta], color: 'var(--syntax-comment)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--danger)', textDecoration: 'underline wavy' },
])

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface-content)', color: 'var(--text)', fontSize: 'var(--text-s)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-gutters': { backgroundColor: 'var(--surface-content)', color: 'var(--text-faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 2px 0 4px', minWidth: '28px' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--code-line)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--code-selection)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--surface-selected)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--surface-selected)',
    outline: '1px solid var(--accent)',
  },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'default', padding: '0 4px' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--base-soft)',
    border: 'none',
    color: 'var(--text-soft)',
    padding: '0 6px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-soft)', outline: '1px solid var(--warning)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--code-selection)', outline: '2px solid var(--focus)' },
  '.cm-panels': { backgroundColor: 'var(--surface-pane)', color: 'var(--text)', fontFamily: 'var(--font-text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '8px 12px', fontSize: 'var(--text-s)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--text-s)' },
  '.cm-textfield': {
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    backgroundColor: 'var(--surface-content)',
    color: 'var(--text)',
    fontSize: 'var(--text-s)',
  },
  '.cm-button': {
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    backgroundColor: 'var(--surface-raised)',
    backgroundImage: 'none',
    color: 'var(--text)',
    fontSize: 'var(--text-s)',
  },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text-soft)', fontSize: '18px', right: '8px' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface-raised)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    color: 'var(--text)',
    boxShadow: 'var(--shadow-raised)',
    fontFamily: 'var(--font-text)',
    maxWidth: '480px',
  },
  '.cm-diagnostic': { padding: '4px 10px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--danger)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--warning)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--danger)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warning)' },
  '.cm-changedLine, &.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': {
    backgroundColor: 'var(--success-soft) !important',
  },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'var(--danger-soft) !important' },
  '&.cm-merge-b .cm-changedText, & .cm-insertedLine .cm-changedText': {
    background: 'none !important',
    textDecoration: 'underline 2px var(--success)',
    textUnderlineOffset: '4px',
    fontWeight: '600',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'none !important',
    textDecoration: 'underline 2px var(--danger)',
    textUnderlineOffset: '4px',
    fontWeight: '600',
  },
  '.cm-deletedChunk': { paddingLeft: '6px' },
  '.cm-currentChange': { boxShadow: 'inset 3px 0 0 var(--focus)' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '1px' },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--success)' },
  '&.cm-merge-a .cm-changedLineGutter, & .cm-deletedLineGutter': { background: 'var(--danger)' },
  '.cm-foldedLines': {
    display: 'block',
    width: '100%',
    border: 'none',
    background: 'var(--surface-sunken)',
    color: 'var(--text-soft)',
    fontFamily: 'var(--font-text)',
    fontSize: 'var(--text-s)',
    lineHeight: '20px',
    padding: '4px 12px',
    overflow: 'hidden',
    textAlign: 'start',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    cursor: 'default',
  },
  '.cm-foldedLines:hover': { background: 'var(--surface-hover)', color: 'var(--text)' },
  '.cm-foldedLines:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-deletedChunk .cm-chunkButtons': { insetInlineEnd: '4px', zIndex: '1' },
})

/** Colours of code and of the editor's own parts, all from the tokens, so that a change of theme needs no new editor. */
export const codeTheme: Extension = [theme, syntaxHighlighting(highlight)]

/** Lets CodeMirror's style element pass the content policy: the page carries the nonce of its own response. */
export function styleNonce(): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
  return EditorView.cspNonce.of(nonce)
}
