import './feedback.css'

/** A turning ring beside words that say what is waited for; silent for screen readers. */
export function Spinner() {
  return <span className="ui-spinner" aria-hidden="true" />
}
