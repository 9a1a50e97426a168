import './look/tokens.css'
import './look/base.css'
import './look/foreign.css'
import './look/shell.css'
import './look/parts.css'
import './look/table.css'
import './look/controls.css'
import { render } from 'preact'
import { followLinks } from './address/address.ts'
import { followLine } from './live/live.ts'
import { routeOf } from './routes.ts'
import { followSession } from './session.ts'
import { Shell } from './shell/shell.tsx'
import { showTheme } from './theme.ts'

showTheme()
followLinks((path) => routeOf(path) !== undefined)
followLine()
followSession()
const place = document.getElementById('page')
if (place) render(<Shell />, place)
