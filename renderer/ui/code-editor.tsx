import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { type CodeLanguage, languageSupport } from './code-languages.ts'
import { codePhrases } from './code-phrases.ts'
import { codeTheme, styleNonce } from './code-theme.ts'
import './code.css'

/** Something wrong in the text; offsets count UTF-16 units from its beginning. */
export interface CodeProblem {
  from: number
  to: number
  severity: 'error' | 'warning'
  message: string
}

export interface CodeEditorHandle {
  focus(): void
  /** Moves the caret there and brings it into view. */
  goTo(offset: number): void
}

export interface CodeEditorProps {
  /** Read aloud: which file this is. */
  label: string
  language: CodeLanguage
  /** The text shown. A new value replaces the editor's text, keeping what undo knows. */
  text: string
  onChange?: (text: string) => void
  problems?: readonly CodeProblem[]
  mode?: 'edit' | 'read'
  ref?: Ref<CodeEditorHandle>
}

/** Marks a change that came in from outside, so that it is not reported back as typing. */
const fromOutside = Annotation.define<true>()

/** A code editor: highlighting, folding, search (Ctrl/⌘+F), undo, problems at the edge. Tab leaves it after Escape. */
export function CodeEditor({ label, language, text, onChange, problems, mode = 'edit', ref }: CodeEditorProps) {
  const t = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView | null>(null)
  const report = useRef(onChange)
  const latest = useRef(text)
  report.current = onChange
  latest.current = text

  useEffect(() => {
    if (!place.current) return
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: latest.current,
        extensions: [
          styleNonce(),
          codePhrases(t),
          lintGutter(),
          lineNumbers(),
          foldGutter(),
          codeFolding(),
          highlightSpecialChars(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          search({ top: true }),
          languageSupport(language),
          codeTheme,
          EditorState.readOnly.of(mode === 'read'),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((one) => one.annotation(fromOutside))) return
            report.current?.(update.state.doc.toString())
          }),
          keymap.of([
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
        ],
      }),
    })
    editor.current = view
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [t, language, mode, label])

  useEffect(() => {
    const view = editor.current
    if (!view || view.state.doc.toString() === text) return
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      annotations: fromOutside.of(true),
    })
  }, [text])

  useEffect(() => {
    const view = editor.current
    if (view) view.dispatch(setDiagnostics(view.state, diagnosticsOf(problems ?? [], view.state.doc.length)))
  }, [problems])

  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    goTo: (offset) => {
      const view = editor.current
      if (!view) return
      const anchor = Math.min(offset, view.state.doc.length)
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
      view.focus()
    },
  }))

  return <div ref={place} className="ui-code" />
}

function diagnosticsOf(problems: readonly CodeProblem[], length: number): Diagnostic[] {
  return problems.map(({ from, to, severity, message }) => ({
    from: Math.min(from, length),
    to: Math.min(Math.max(to, from), length),
    severity,
    message,
  }))
}
