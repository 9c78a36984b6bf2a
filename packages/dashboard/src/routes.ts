import type { Route } from './router.ts'

/** All pages. The first one that matches is shown. */
export const routes: Route[] = [
  {
    path: '/apps',
    tag: 'page-apps',
    title: 'Apps',
    menu: 'server',
    icon: 'apps',
    load: () => import('./pages/apps.ts'),
  },
  {
    path: '/server',
    tag: 'page-server',
    title: 'Server',
    menu: 'server',
    icon: 'server',
    load: () => import('./pages/server.ts'),
  },
  {
    path: '/backups',
    tag: 'page-backups',
    title: 'Backups',
    menu: 'server',
    icon: 'backup',
    load: () => import('./pages/backups.ts'),
  },
  {
    path: '/apps/:appId',
    tag: 'page-overview',
    title: 'Overview',
    menu: 'app',
    icon: 'chart',
    load: () => import('./pages/overview.ts'),
  },
  {
    path: '/apps/:appId/keys',
    tag: 'page-keys',
    title: 'Keys',
    menu: 'app',
    icon: 'key',
    load: () => import('./pages/keys.ts'),
  },
  {
    path: '/apps/:appId/settings',
    tag: 'page-settings',
    title: 'Settings',
    menu: 'app',
    icon: 'settings',
    load: () => import('./pages/settings.ts'),
  },
  {
    path: '/apps/:appId/roles',
    tag: 'page-roles',
    title: 'Roles',
    menu: 'app',
    icon: 'check',
    load: () => import('./pages/roles.ts'),
  },
]
