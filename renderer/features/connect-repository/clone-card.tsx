import { CircleCheck } from 'lucide-react'
import { formatAge, shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import type { AcceptedClone } from './state.ts'
import { useWizard } from './wizard-context.tsx'

/** Repository, remote, branch and last commit of the accepted clone: one sees that it is the right one. */
export function CloneCard({ clone }: { clone: AcceptedClone }) {
  const t = useTexts()
  const { send } = useWizard()
  const { remote, head, lastCommit, candidates } = clone
  return (
    <>
      <section className="clone-card" aria-label={t('connectRepository.clone.found')}>
        <div role="status">
          <h4 className="clone-card-title">
            <CircleCheck aria-hidden="true" />
            {t('connectRepository.clone.found')}
          </h4>
        </div>
        <dl>
          <dt>{t('connectRepository.clone.repository')}</dt>
          <dd>{repositoryName(clone)}</dd>
          <dt>{t('connectRepository.clone.remote')}</dt>
          <dd>
            {remote.name} <code title={remote.url}>{shortenMiddle(remote.url, 64)}</code>
          </dd>
          <dt>{t('connectRepository.clone.branch')}</dt>
          <dd>{head.kind === 'detached' ? head.commit.slice(0, 8) : head.branch}</dd>
          <dt>{t('connectRepository.clone.commit')}</dt>
          <dd>
            {lastCommit === null ? (
              t('connectRepository.clone.noCommit')
            ) : (
              <>
                <span className="clone-card-subject">{lastCommit.subject}</span>
                <span className="ui-hint">
                  <code>{lastCommit.id.slice(0, 8)}</code>{' '}
                  {t('connectRepository.clone.commitBy', {
                    author: lastCommit.author,
                    age: formatAge(new Date(lastCommit.committedAt), new Date()),
                  })}
                </span>
              </>
            )}
          </dd>
        </dl>
        {clone.layout === 'linked-worktree' ? <p className="ui-hint">{t('connectRepository.clone.worktree')}</p> : null}
      </section>
      {candidates.length > 1 ? (
        <RadioCards
          label={t('connectRepository.clone.whichRemote')}
          value={remote.name}
          onChange={(name) => send({ kind: 'remote-chosen', remote: name })}
          cards={candidates.map(({ name, url }) => ({ id: name, title: name, text: url }))}
        />
      ) : null}
    </>
  )
}

/** `organisation/repository`, as far as the remote's address tells them. */
export function repositoryName({ remote }: Pick<AcceptedClone, 'remote'>): string {
  const parts = [remote.organisation, remote.repository].filter((part) => part !== null)
  return parts.length === 0 ? remote.url : parts.join('/')
}
