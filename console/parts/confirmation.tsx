import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { usePreferences } from '../app/preferences.tsx';

/** Asks before what cannot be undone. */
export function Confirmation({
  title,
  text,
  action,
  isBusy,
  isReady = true,
  size = 'medium',
  children,
  onConfirm,
  onCancel,
}: {
  readonly title: string;
  readonly text: string;
  /** What the button does, in its own words. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly isReady?: boolean;
  readonly size?: 'medium' | 'large';
  readonly children?: ReactNode;
  onConfirm(): void;
  onCancel(): void;
}) {
  const { words } = usePreferences();
  return (
    <Modal
      visible
      size={size}
      header={title}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              {words.cancel}
            </Button>
            <Button variant="primary" loading={isBusy} disabled={!isReady} onClick={onConfirm}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box variant="p">{text}</Box>
        {children}
      </SpaceBetween>
    </Modal>
  );
}
