using MerchantOps.Benchmarks;

return await BenchmarkProgram.RunAsync(args);
