import { useTexts } from '#renderer/texts/use-texts.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { CollectionItem, CollectionView } from './collection-tree.ts'
import { DescriptionText } from './description-text.tsx'
import { RequestDetail } from './request-detail.tsx'

export interface CollectionDetailProps {
  view: CollectionView | null
  /** Null for the collection itself. */
  item: CollectionItem | null
}

/** A request, a folder or a collection to read. */
export function CollectionDetail({ view, item }: CollectionDetailProps) {
  const t = useTexts()
  if (view === null) return <Skeleton label={t('common.loading')} lines={8} />
  if (view.kind === 'unreadable') {
    return <EmptyState title={t('apiWorkspace.collections.unreadable')} text={t('apiWorkspace.collections.unreadableText')} />
  }
  if (item?.kind === 'request') return <RequestDetail item={item} />
  const { name, description, items } = item ?? view
  return (
    <article className="detail">
      <h3 className="detail-title">{name || t('apiWorkspace.collections.unnamed')}</h3>
      <p className="ui-hint">{t('apiWorkspace.collections.requests', { count: countRequests(items) })}</p>
      <DescriptionText text={description} />
    </article>
  )
}

function countRequests(items: readonly CollectionItem[]): number {
  return items.reduce((sum, item) => sum + (item.kind === 'request' ? 1 : countRequests(item.items)), 0)
}
