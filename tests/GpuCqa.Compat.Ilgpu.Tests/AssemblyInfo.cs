using Xunit;

// The stand-in has settings that hold for the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
