import { Check, CloudOff, FolderGit2, HardDrive, PencilLine, ShieldCheck, Star } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge, type BadgeProps } from '#renderer/ui/badge.tsx'
import type { BranchMark } from './entries.ts'

type ShownMark = BranchMark | 'protected'

const ICONS: Record<ShownMark, ReactNode> = {
  current: <Check />,
  default: <Star />,
  'local-only': <HardDrive />,
  gone: <CloudOff />,
  'left-edits': <PencilLine />,
  elsewhere: <FolderGit2 />,
  protected: <ShieldCheck />,
}

const TONES: Partial<Record<ShownMark, NonNullable<BadgeProps['tone']>>> = {
  current: 'success',
  gone: 'warning',
  'left-edits': 'mine',
}

/** What is special about a branch, each by an icon and a word. */
export function BranchMarks({ marks }: { marks: readonly ShownMark[] }) {
  const t = useTexts()
  return marks.map((mark) => (
    <Badge key={mark} tone={TONES[mark] ?? 'neutral'} icon={ICONS[mark]}>
      {t(`branches.mark.${mark}`)}
    </Badge>
  ))
}
