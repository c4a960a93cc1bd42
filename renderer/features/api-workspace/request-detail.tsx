import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import type { Example, Header, RequestBody, RequestItem } from './collection-tree.ts'
import { DescriptionText } from './description-text.tsx'
import { MethodMark } from './method-mark.tsx'
import { VariableText } from './variable-text.tsx'

/** A request to read: its address, sign-in, parameters, body and examples. */
export function RequestDetail({ item }: { item: RequestItem }) {
  const t = useTexts()
  return (
    <article className="detail">
      <h3 className="detail-title">{item.name || t('apiWorkspace.collections.unnamed')}</h3>
      <p className="detail-url">
        <MethodMark method={item.method} />
        <VariableText text={item.url} />
      </p>
      <DescriptionText text={item.description} />
      {item.auth === null ? null : <Auth type={item.auth} />}
      <FieldTable title={t('apiWorkspace.request.pathVariables')} fields={item.pathVariables} />
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

/** How the request signs in. What it signs in with stays in the JSON: secrets are not put on show. */
function Auth({ type }: { type: string }) {
  const t = useTexts()
  return (
    <section>
      <h4>{t('apiWorkspace.request.auth')}</h4>
      <p>{t('apiWorkspace.request.authKind', { kind: type, type })}</p>
    </section>
  )
}

interface FieldTableProps {
  title: string
  /** How the fields are sent, where there is more than one way. */
  mark?: string
  fields: readonly Header[]
}

function FieldTable({ title, mark, fields }: FieldTableProps) {
  const t = useTexts()
  if (fields.length === 0) return null
  return (
    <section>
      <h4>
        {title} {mark ? <Badge>{mark}</Badge> : null}
      </h4>
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
                <VariableText text={field.value} />
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
  const title = t('apiWorkspace.request.body')
  switch (body.kind) {
    case 'none':
      return null
    case 'fields':
      return <FieldTable title={title} mark={t(`apiWorkspace.request.encoding.${body.encoding}`)} fields={body.fields} />
    case 'file':
      return (
        <section>
          <h4>{title}</h4>
          <p>{t('apiWorkspace.request.file', { name: body.name })}</p>
        </section>
      )
    case 'graphql':
      return (
        <section>
          <h4>
            {title} <Badge>GraphQL</Badge>
          </h4>
          <Code text={body.query} />
          {body.variables === '' ? null : (
            <>
              <h4>{t('apiWorkspace.request.graphqlVariables')}</h4>
              <Code text={body.variables} />
            </>
          )}
        </section>
      )
    case 'text':
      return (
        <section>
          <h4>
            {title} <Badge>{body.language}</Badge>
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
