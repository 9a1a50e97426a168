import { live } from '../live/live.ts'
import { Loading } from '../parts/loading.tsx'
import { Page } from '../parts/page.tsx'
import { When } from '../parts/when.tsx'
import { useStore } from '../store.ts'
import { History } from './history.tsx'
import { Picture } from './picture.tsx'
import { Trouble } from './trouble.tsx'
import { Verdict } from './verdict.tsx'
import { Workers } from './workers.tsx'
import './line.css'
import './picture.css'

/** The start: whether all is well, the line as it runs, and how it ran. */
function Line() {
  const { sample } = useStore(live)
  return (
    <Page
      title="Line"
      actions={
        sample && (
          <span class="muted">
            as of <When at={sample.at} how="time" />
          </span>
        )
      }
    >
      {sample ? (
        <>
          <Verdict sample={sample} />
          <Picture sample={sample} />
          <Trouble sample={sample} />
          <Workers sample={sample} />
        </>
      ) : (
        <Loading what="the line" rows={6} />
      )}
      <History />
    </Page>
  )
}

export const page = Line
