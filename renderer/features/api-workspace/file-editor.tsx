import { CircleCheck, FileWarning, OctagonAlert } from 'lucide-react'
import { type ReactNode, type Ref, useCallback, useDeferredValue, useImperativeHandle, useMemo, useRef } from 'react'
import { useShortcut } from '#renderer/session/shortcuts.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { formatBytes } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { CodeEditor, type CodeEditorHandle } from '#renderer/ui/code-editor.tsx'
import { languageOf } from '#renderer/ui/code-languages.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PathText } from '#renderer/ui/path-text.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { type Buffer, isDirty, type OtherContent, type TextBuffer } from './buffer.ts'
import { FileNotices } from './file-notices.tsx'
import { problemWords } from './problem-words.ts'
import { StandingBadge } from './standing-badge.tsx'
import { createWorkspaceStore } from './store.ts'
import { syntaxProblems } from './syntax-problems.ts'
import { useBuffer } from './use-buffer.ts'

export interface FileEditorProps {
  apiId: ApiId
  file: FileRef
  /** `read` for formats that are shown only. */
  mode?: 'edit' | 'read'
  /** Whether the row above the text names the file; not where a list beside it does. */
  name?: 'shown' | 'hidden'
  /** More in the row above the text. */
  tools?: ReactNode
  ref?: Ref<CodeEditorHandle>
}

/** One file of the API: its text with problems as one types, where it stands, and saving. */
export function FileEditor({ apiId, file, mode = 'edit', name = 'shown', tools, ref }: FileEditorProps) {
  const t = useTexts()
  const buffer = useBuffer(apiId, file)
  const open = useFeature(createWorkspaceStore, (state) => state.open)
  switch (buffer.kind) {
    case 'loading':
      return <Skeleton label={t('common.loading')} lines={12} />
    case 'failed':
      return (
        <div className="file-notices">
          <TroubleNotice
            trouble={buffer.trouble}
            actions={<Button onPress={() => void open(apiId, file)}>{t('common.retry')}</Button>}
          />
        </div>
      )
    case 'no-text':
      return <NoText content={buffer.content} />
    case 'text':
      return <TextEditor apiId={apiId} file={file} buffer={buffer} mode={mode} name={name} tools={tools} ref={ref} />
  }
}

interface TextEditorProps extends Omit<FileEditorProps, 'mode' | 'name' | 'ref'> {
  mode: 'edit' | 'read'
  name: 'shown' | 'hidden'
  buffer: TextBuffer
  ref: Ref<CodeEditorHandle> | undefined
}

function TextEditor({ apiId, file, buffer, mode, name, tools, ref }: TextEditorProps) {
  const t = useTexts()
  const editor = useRef<CodeEditorHandle>(null)
  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    goTo: (offset) => editor.current?.goTo(offset),
  }))
  const type = useFeature(createWorkspaceStore, (state) => state.type)
  const save = useFeature(createWorkspaceStore, (state) => state.save)
  const choose = useFeature(createWorkspaceStore, (state) => state.choose)
  const saveNow = useCallback(() => void save(apiId, file), [save, apiId, file])
  useShortcut(SAVE, saveNow)

  const language = languageOf(file.path)
  const checked = useDeferredValue(buffer.text)
  const problems = useMemo(
    () => syntaxProblems(language, checked).map((problem) => ({ ...problem, message: problemWords(t, problem) })),
    [language, checked, t],
  )
  const isUnsaved = isDirty(buffer)
  const isReadOnly = mode === 'read' || buffer.readOnly
  return (
    <div className="file-editor">
      <header className="file-bar">
        {name === 'shown' ? <PathText path={file.path} /> : null}
        {isReadOnly ? <Badge>{t('common.readOnly')}</Badge> : null}
        {buffer.lineEnding === 'lf' ? null : (
          <Badge>{t(buffer.lineEnding === 'crlf' ? 'apiWorkspace.file.crlf' : 'apiWorkspace.file.mixed')}</Badge>
        )}
        <span className="file-bar-gap" />
        {language === 'json' || language === 'yaml' ? (
          <Button
            variant="quiet"
            className="file-problems"
            icon={problems.length > 0 ? <OctagonAlert className="file-bar-bad" /> : <CircleCheck className="file-bar-good" />}
            isDisabled={problems.length === 0}
            onPress={() => editor.current?.goTo(problems[0]?.from ?? 0)}
          >
            {t('apiWorkspace.problems', { count: problems.length })}
          </Button>
        ) : null}
        <StandingBadge apiId={apiId} file={file} isUnsaved={isUnsaved} />
        {tools}
        {isReadOnly ? null : (
          <Button
            variant="primary"
            isDisabled={!isUnsaved || buffer.elsewhere !== null}
            isPending={buffer.saving.kind === 'saving'}
            onPress={saveNow}
          >
            {t('apiWorkspace.file.save')}
          </Button>
        )}
      </header>
      <FileNotices
        path={file.path}
        buffer={buffer}
        onChoose={(choice: (now: Buffer) => Buffer) => choose(apiId, file, choice)}
        onRetry={saveNow}
      />
      <CodeEditor
        key={`${file.area}/${file.path}`}
        ref={editor}
        label={t('apiWorkspace.file.label', { path: file.path })}
        language={language}
        text={buffer.text}
        problems={problems}
        mode={isReadOnly ? 'read' : 'edit'}
        onChange={(text) => type(apiId, file, text)}
      />
    </div>
  )
}

const SAVE = { key: 's' } as const

function NoText({ content }: { content: OtherContent }) {
  const t = useTexts()
  const icon = <FileWarning />
  switch (content.kind) {
    case 'binary':
      return (
        <EmptyState
          icon={icon}
          title={t('apiWorkspace.file.binary', { size: formatBytes(content.size) })}
          text={t('apiWorkspace.file.otherText')}
        />
      )
    case 'too-large':
      return (
        <EmptyState
          icon={icon}
          title={t('apiWorkspace.file.tooLarge', { size: formatBytes(content.size) })}
          text={t('apiWorkspace.file.otherText')}
        />
      )
    case 'lfs-pointer':
      return (
        <EmptyState
          icon={icon}
          title={t('apiWorkspace.file.lfs')}
          text={t('apiWorkspace.file.lfsText', { size: formatBytes(content.size) })}
        />
      )
    case 'missing':
      return <EmptyState icon={icon} title={t('apiWorkspace.file.missing')} text={t('apiWorkspace.file.missingText')} />
  }
}
