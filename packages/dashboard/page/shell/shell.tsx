import { Notices } from '../parts/notices.tsx'
import { Header } from './header.tsx'
import { OldPicture } from './old-picture.tsx'
import { Outlet } from './outlet.tsx'
import { RedisAway } from './redis-away.tsx'
import { Turn } from './turn.tsx'

/** What stands around every page. */
export function Shell() {
  return (
    <>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <Header />
      <Turn />
      <OldPicture />
      <RedisAway />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <Notices />
    </>
  )
}
