import { I18nProvider } from '@cloudscape-design/components/i18n';
import enMessages from '@cloudscape-design/components/i18n/messages/all.en';
import zhMessages from '@cloudscape-design/components/i18n/messages/all.zh-CN';
import { lazy, Suspense } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { Loading } from '../parts/loading.tsx';
import { Frame } from './frame.tsx';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { SignedIn } from './signed-in.tsx';

// Each page is a file of its own, fetched when somebody opens it.
const Home = lazy(() => import('../pages/home.tsx'));
const Reports = lazy(() => import('../pages/reports.tsx'));
const Report = lazy(() => import('../pages/report.tsx'));
const Population = lazy(() => import('../pages/population.tsx'));
const Campaigns = lazy(() => import('../pages/campaigns.tsx'));
const Campaign = lazy(() => import('../pages/campaign.tsx'));
const Calendar = lazy(() => import('../pages/calendar.tsx'));
const Draft = lazy(() => import('../pages/draft.tsx'));
const Audiences = lazy(() => import('../pages/audiences.tsx'));
const Audience = lazy(() => import('../pages/audience.tsx'));
const Customers = lazy(() => import('../pages/customers.tsx'));
const Customer = lazy(() => import('../pages/customer.tsx'));
const Calls = lazy(() => import('../pages/calls.tsx'));
const Nights = lazy(() => import('../pages/nights.tsx'));
const Night = lazy(() => import('../pages/night.tsx'));
const Deliverability = lazy(() => import('../pages/deliverability.tsx'));
const Settings = lazy(() => import('../pages/settings.tsx'));
const People = lazy(() => import('../pages/people.tsx'));
const Changes = lazy(() => import('../pages/changes.tsx'));

/** The console: preferences, then the frame with navigation, then one page. */
export function App() {
  return (
    <PreferencesProvider>
      <InLanguage />
    </PreferencesProvider>
  );
}

function InLanguage() {
  const { language } = usePreferences();
  return (
    <I18nProvider locale={language === 'zh' ? 'zh-CN' : 'en'} messages={[enMessages, zhMessages]}>
      <SignedIn>
        <BrowserRouter basename="/console">
          <Frame>
            <Suspense fallback={<Loading />}>
              <Routes>
                <Route path="/" element={<Home />} />
                <Route path="/reports" element={<Reports />} />
                <Route path="/reports/:campaign/:version" element={<Report />} />
                <Route path="/population" element={<Population />} />
                <Route path="/audiences" element={<Audiences />} />
                <Route path="/audiences/edit" element={<Audience />} />
                <Route path="/campaigns" element={<Campaigns />} />
                <Route path="/campaigns/drafts/:campaign" element={<Draft />} />
                <Route path="/calendar" element={<Calendar />} />
                <Route path="/campaigns/:campaign" element={<Campaign />} />
                <Route path="/customers" element={<Customers />} />
                <Route path="/customers/:customerId" element={<Customer />} />
                <Route path="/calls" element={<Calls />} />
                <Route path="/nights" element={<Nights />} />
                <Route path="/nights/:night" element={<Night />} />
                <Route path="/deliverability" element={<Deliverability />} />
                <Route path="/settings" element={<Settings />} />
                <Route path="/people" element={<People />} />
                <Route path="/changes" element={<Changes />} />
                <Route path="*" element={<Navigate to="/" replace />} />
              </Routes>
            </Suspense>
          </Frame>
        </BrowserRouter>
      </SignedIn>
    </I18nProvider>
  );
}
