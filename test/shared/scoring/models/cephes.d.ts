// An import does not find the package's own types.
declare module 'cephes' {
  const cephes: {
    /** Settles once the functions below can be called: they are compiled in the background. */
    compiled: Promise<void>;
    lgam(x: number): number;
    psi(x: number): number;
    hyp2f1(a: number, b: number, c: number, z: number): number;
  };
  export default cephes;
}
