import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { CollectionItem, CollectionView, Example, Header, RequestBody, RequestItem } from './collection-tree.ts'
import { MethodMark } from './method-mark.tsx'

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
      <Description text={description} />
    </article>
  )
}

function countRequests(items: readonly CollectionItem[]): number {
  return items.reduce((sum, item) => sum + (item.kind === 'request' ? 1 : countRequests(item.items)), 0)
}

function Description({ text }: { text: string }) {
  const t = useTexts()
  return text === '' ? (
    <p className="ui-hint">{t('apiWorkspace.collections.noDescription')}</p>
  ) : (
    <p className="detail-text">{text}</p>
  )
}

function RequestDetail({ item }: { item: RequestItem }) {
  const t = useTexts()
  return (
    <article className="detail">
      <h3 className="detail-title">{item.name || t('apiWorkspace.collections.unnamed')}</h3>
      <p className="detail-url">
        <MethodMark method={item.method} />
        <code>{item.url}</code>
      </p>
      <Description text={item.description} />
      <FieldTable title={t('apiWorkspace.request.query')} fields={item.query} />
      <FieldTable title={t('apiWorkspace.request.headers')} fields={item.headers} />
      <Body body={item.body} />
      {item.examples.length > 0 ? (
        <section>
          <h4>{t('apiWorkspace.request.examples')}</h4>
          {item.examples.map((example, index) => (
            // Examples have no ids and are never reordered here.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <ExampleDetail key={index} example={example} />
          ))}
        </section>
      ) : null}
    </article>
  )
}

function FieldTable({ title, fields }: { title: string; fields: readonly Header[] }) {
  const t = useTexts()
  if (fields.length === 0) return null
  return (
    <section>
      <h4>{title}</h4>
      <table className="detail-table">
        <thead>
          <tr>
            <th scope="col">{t('apiWorkspace.request.key')}</th>
            <th scope="col">{t('apiWorkspace.request.value')}</th>
            <th scope="col">{t('apiWorkspace.request.description')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => (
            // The same name may be there twice; the rows are never reordered here.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={index}>
              <td>
                <code>{field.key}</code> {field.isDisabled ? <Badge>{t('apiWorkspace.request.disabled')}</Badge> : null}
              </td>
              <td>
                <code>{field.value}</code>
              </td>
              <td>{field.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Body({ body }: { body: RequestBody }) {
  const t = useTexts()
  switch (body.kind) {
    case 'none':
      return null
    case 'fields':
      return <FieldTable title={t('apiWorkspace.request.body')} fields={body.fields} />
    case 'file':
      return (
        <section>
          <h4>{t('apiWorkspace.request.body')}</h4>
          <p>{t('apiWorkspace.request.file', { name: body.name })}</p>
        </section>
      )
    case 'text':
      return (
        <section>
          <h4>
            {t('apiWorkspace.request.body')} <Badge>{body.language}</Badge>
          </h4>
          <Code text={body.text} />
        </section>
      )
  }
}

function ExampleDetail({ example }: { example: Example }) {
  const t = useTexts()
  return (
    <details className="detail-example">
      <summary>
        {example.name} {example.status ? <Badge>{example.status}</Badge> : null}
      </summary>
      <FieldTable title={t('apiWorkspace.request.headers')} fields={example.headers} />
      <Code text={example.body} />
    </details>
  )
}

function Code({ text }: { text: string }) {
  // Long bodies scroll inside their box, so it has to take the focus for the keyboard.
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <pre className="detail-code" tabIndex={0}>
      {text}
    </pre>
  )
}
