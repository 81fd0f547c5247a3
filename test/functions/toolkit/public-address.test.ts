import { expect, test } from 'vitest';
import { isPublicAddress } from '../../../functions/toolkit/public-address.ts';

test.each([
  '169.254.169.254',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '127.0.0.1',
  '0.0.0.0',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fd00:ec2::254',
  'fe80::1',
  '::ffff:169.254.169.254',
  '::ffff:8.8.8.8',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::',
  '2001:db8::1',
  'ff02::1',
])('%s is no address for webhooks', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '169.253.255.255',
  '2600:9000:5300::1',
  '2a00:1450:4001::1',
])('%s is one', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});
