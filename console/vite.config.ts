import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // As CloudFront serves it, and the embedded stack.
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The content security policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
  },
});
