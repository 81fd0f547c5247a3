// An import does not find the package's own types.
declare module 'cephes' {
  const cephes: {
    lgam(x: number): number;
    psi(x: number): number;
    hyp2f1(a: number, b: number, c: number, z: number): number;
  };
  export default cephes;
}
