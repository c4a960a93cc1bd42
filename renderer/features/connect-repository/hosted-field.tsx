import { type ReactNode, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { SearchComboBox, type SearchRow } from '#renderer/ui/search-combo-box.tsx'
import { ListNotices } from './list-notices.tsx'
import type { Listing } from './listing.ts'
import type { Entry } from './state.ts'

export interface HostedFieldProps {
  label: string
  value: string
  listing: Pick<Listing<unknown>, 'search' | 'phase' | 'notices' | 'find' | 'more' | 'retry'>
  rows: readonly SearchRow[]
  onEnter: (text: string, entry: Entry) => void
  /** What has to be chosen before; null where nothing. */
  waitsFor?: string | null
  description?: ReactNode
  /** Whether what went wrong with the list is said here, or with something else that failed in the same way. */
  trouble?: 'here' | 'elsewhere'
  /** Said where the host has nothing of this name, once the list is closed: a name that is half typed is no mistake. */
  absent?: ReactNode
}

/** One choice from a list of the host, with what is true about that list and what went wrong with it. */
export function HostedField(props: HostedFieldProps) {
  const { label, value, listing, rows, onEnter, waitsFor = null, description, absent = null, trouble = 'here' } = props
  const t = useTexts()
  const [isOpen, setOpen] = useState(false)
  const { phase, search } = listing
  const loading = phase.kind === 'loading' ? 'first' : phase.kind === 'loading-more' ? 'more' : 'no'
  return (
    <div className="connect-group connect-hosted-field">
      <SearchComboBox
        label={label}
        value={value}
        onType={(text) => onEnter(text, 'typed')}
        onTake={(name) => onEnter(name, 'taken')}
        rows={rows}
        onSearch={listing.find}
        loading={loading}
        onMore={listing.more}
        onOpenChange={setOpen}
        empty={
          phase.kind === 'failed'
            ? t('connectRepository.list.failed')
            : search === ''
              ? t('connectRepository.list.none')
              : t('connectRepository.list.noMatch', { search })
        }
        description={waitsFor ?? description}
        isDisabled={waitsFor !== null}
      />
      <ListNotices notices={listing.notices} />
      {phase.kind === 'failed' && trouble === 'here' ? (
        <TroubleNotice trouble={phase.trouble} actions={<Button onPress={listing.retry}>{t('common.retry')}</Button>} />
      ) : null}
      {isOpen ? null : absent}
    </div>
  )
}
