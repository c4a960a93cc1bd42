import './list.css'

export interface PathTextProps {
  path: string
}

/** A path whose folder part gives way where there is no room, so that the file's name stays; the whole path on hover. */
export function PathText({ path }: PathTextProps) {
  const cut = path.lastIndexOf('/') + 1
  return (
    <span className="ui-path" title={path}>
      {cut > 0 ? <span className="ui-path-folder">{path.slice(0, cut)}</span> : null}
      <span className="ui-path-name">{path.slice(cut)}</span>
    </span>
  )
}
