import AppLayout from '@cloudscape-design/components/app-layout';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { type ReactNode, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type ConsoleRouteKey, mayUse } from '../../shared/console-api/rights.ts';
import { type Role, roles } from '../../shared/console-api/roles.ts';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { Language } from '../../shared/language.ts';
import { pageSession, signOutEverywhere } from '../api/session.ts';
import { useAnswer } from '../api/use-answer.ts';
import type { Words } from '../words/words.ts';
import { type Preferences, type Theme, usePreferences } from './preferences.tsx';

/** Each page with the request that it begins with: whoever may not send that does not see the page. */
const pages: readonly {
  readonly name: keyof Words['pages'];
  readonly href: string;
  readonly group?: keyof Words['groups'];
  readonly needs: ConsoleRouteKey;
}[] = [
  { name: 'home', href: '/', needs: 'GET /api/shop' },
  { name: 'campaigns', href: '/campaigns', group: 'act', needs: 'GET /api/campaigns' },
  { name: 'calendar', href: '/calendar', group: 'act', needs: 'GET /api/calendar' },
  { name: 'reports', href: '/reports', group: 'measure', needs: 'GET /api/reports/{campaign}/{version}' },
  { name: 'population', href: '/population', group: 'measure', needs: 'GET /api/nights/{night}/population' },
  { name: 'audiences', href: '/audiences', group: 'people', needs: 'GET /api/audiences' },
  { name: 'customers', href: '/customers', group: 'people', needs: 'GET /api/customers' },
  { name: 'calls', href: '/calls', group: 'people', needs: 'GET /api/calls' },
  { name: 'nights', href: '/nights', group: 'shop', needs: 'GET /api/nights' },
  { name: 'deliverability', href: '/deliverability', group: 'shop', needs: 'GET /api/deliverability' },
  { name: 'settings', href: '/settings', group: 'shop', needs: 'GET /api/settings' },
  { name: 'people', href: '/people', group: 'shop', needs: 'GET /api/people' },
  { name: 'changes', href: '/changes', group: 'shop', needs: 'GET /api/changes' },
];

/** What stands around every page: who and where one is, and where else one can go. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const preferences = usePreferences();
  const { words } = preferences;
  const { data: session } = useAnswer('GET /api/session', {});
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 1000px)').matches);
  return (
    <>
      <div id="top">
        <TopNavigation
          identity={{ href: '/console/', title: session?.shopName ?? words.product }}
          utilities={utilitiesOf(preferences, session)}
        />
      </div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigation={<Navigation roles={session?.roles ?? []} />}
        navigationOpen={isOpen}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        ariaLabels={{
          navigation: words.navigation,
          navigationToggle: words.openNavigation,
          navigationClose: words.closeNavigation,
        }}
        content={children}
      />
    </>
  );
}

function Navigation({ roles: own }: { readonly roles: readonly Role[] }) {
  const { words } = usePreferences();
  const { pathname } = useLocation();
  const go = useNavigate();
  const open = pages.filter(({ needs }) => mayUse(needs, own));
  const linkTo = ({ name, href }: (typeof pages)[number]): SideNavigationProps.Link => ({
    type: 'link',
    text: words.pages[name],
    href: `/console${href}`,
  });
  const groups = [...new Set(open.flatMap(({ group }) => group ?? []))];
  return (
    <SideNavigation
      header={{ text: words.product, href: '/console/' }}
      activeHref={`/console${open.findLast(({ href }) => pathname.startsWith(href))?.href ?? '/'}`}
      items={[
        ...open.filter(({ group }) => group === undefined).map(linkTo),
        ...groups.map(
          (group): SideNavigationProps.Section => ({
            type: 'section',
            text: words.groups[group],
            items: open.filter((page) => page.group === group).map(linkTo),
          }),
        ),
      ]}
      onFollow={(event) => {
        event.preventDefault();
        void go(event.detail.href.replace(/^\/console/, ''));
      }}
    />
  );
}

type Session = Answered<'GET /api/session'>;

function utilitiesOf(
  { words, language, theme, role, setLanguage, setTheme, setRole }: Preferences,
  session: Session | undefined,
): TopNavigationProps.Utility[] {
  const chosen = <T extends string>(
    items: readonly (readonly [T, string])[],
    is: string,
    set: (id: T) => void,
  ) => ({
    items: items.map(([id, text]) => ({ id, text, ...(id === is && { iconName: 'check' as const }) })),
    onItemClick: ({ detail }: { readonly detail: { readonly id: string } }) => {
      const found = items.find(([id]) => id === detail.id);
      if (found !== undefined) set(found[0]);
    },
  });
  const languages: readonly (readonly [Language, string])[] = [
    ['en', 'English'],
    ['zh', '简体中文'],
  ];
  const themes: readonly (readonly [Theme, string])[] = [
    ['light', words.themes.light],
    ['dark', words.themes.dark],
  ];
  const seen: readonly (readonly [Role | 'all', string])[] = [
    ['all', words.allRoles],
    ...roles.map((one) => [one, words.roles[one]] as const),
  ];
  // On a laptop nobody has a name.
  const name = pageSession.hasLogin() ? (session?.name ?? '') : words.calls.me;
  return [
    {
      type: 'menu-dropdown',
      iconName: 'settings',
      ariaLabel: words.listed([words.language, words.theme]),
      title: words.language,
      ...chosen([...languages, ...themes], '', (id) => {
        if (id === 'en' || id === 'zh') setLanguage(id);
        else setTheme(id);
      }),
      items: [
        { id: 'languages', text: words.language, items: chosen(languages, language, setLanguage).items },
        { id: 'themes', text: words.theme, items: chosen(themes, theme, setTheme).items },
      ],
    },
    {
      type: 'menu-dropdown',
      iconName: 'user-profile',
      text: name,
      ...(pageSession.hasLogin()
        ? {
            ariaLabel: words.account,
            description: words.listed((session?.roles ?? []).map((one) => words.roles[one])),
            items: [{ id: 'sign-out', text: words.signOut }],
            onItemClick: () => void signOutEverywhere(),
          }
        : {
            ariaLabel: words.labelled(words.seenAs, name),
            description: words.seenAs,
            ...chosen(seen, role ?? 'all', (id) => setRole(id === 'all' ? undefined : id)),
          }),
    },
  ];
}
