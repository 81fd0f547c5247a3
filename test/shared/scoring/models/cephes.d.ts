// The package's own types are out of reach of an import.
declare module 'cephes' {
  const cephes: {
    lgam(x: number): number;
    psi(x: number): number;
    hyp2f1(a: number, b: number, c: number, z: number): number;
  };
  export default cephes;
}
