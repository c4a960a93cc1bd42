import { useEffect, useRef } from 'react'

/** The form that Enter and the *Continue* button submit. */
export const WIZARD_FORM = 'connect-repository-page'

/** A page's heading; it takes the focus when the page is shown, so that its name is read and Tab goes on from there. */
export function PageHeading({ title, text }: { title: string; text?: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <header className="connect-heading">
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {text === undefined ? null : <p>{text}</p>}
    </header>
  )
}
