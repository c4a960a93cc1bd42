import { useEffect, useRef, useState } from 'react'
import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components'
import { formatBytes } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from './button.tsx'
import './feedback.css'

export interface ProgressBarProps {
  label: string
  done: number
  /** Null while nobody knows how much there is. */
  total: number | null
  unit: 'bytes' | 'objects' | 'files' | null
  /** When the work began, in milliseconds since the epoch; shows the time it has taken. */
  startedAt?: number
  onCancel?: () => void
}

/** How far long work has come: a bar, amounts, elapsed time, and a way to stop it. */
export function ProgressBar({ label, done, total, unit, startedAt, onCancel }: ProgressBarProps) {
  const t = useTexts()
  const fill = useRef<HTMLDivElement>(null)
  const known = total !== null && total > 0
  const share = known ? Math.min(100, (done / total) * 100) : null
  useEffect(() => {
    fill.current?.style.setProperty('--filled', `${share ?? 0}%`)
  }, [share])
  const amount = (value: number) => (unit === 'bytes' ? formatBytes(value) : value.toLocaleString('en'))
  const facts = known ? t('common.progressOf', { done: amount(done), total: amount(total) }) : done > 0 ? amount(done) : null
  return (
    <div className="ui-progress-row">
      <AriaProgressBar
        className={known ? 'ui-progress' : 'ui-progress ui-progress-open'}
        isIndeterminate={!known}
        {...(share === null ? {} : { value: share })}
        {...(facts === null ? {} : { valueLabel: facts })}
      >
        <Label className="cut-at-end">{label}</Label>
        <div className="ui-progress-track">
          <div ref={fill} className="ui-progress-fill" />
        </div>
        <span className="ui-progress-facts">
          {facts}
          {startedAt === undefined ? null : <Elapsed since={startedAt} />}
        </span>
      </AriaProgressBar>
      {onCancel ? (
        <Button variant="quiet" onPress={onCancel}>
          {t('common.cancel')}
        </Button>
      ) : null}
    </div>
  )
}

/** The seconds since a moment, counting. */
function Elapsed({ since }: { since: number }) {
  const t = useTexts()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <span>{t('common.elapsed', { seconds: Math.max(0, Math.floor((now - since) / 1000)) })}</span>
}
