namespace GpuCqa.ServiceBench.Soak;

/// <summary>What a soak is made of.</summary>
/// <param name="Clients">Clients at once, each on a connection of its own.</param>
/// <param name="Seconds">How long each round lasts.</param>
/// <param name="Rounds">Rounds, with a rest after each, so that growth can be told from warming up.</param>
/// <param name="PauseMilliseconds">Mean time that a client thinks between two calls.</param>
/// <param name="RestSeconds">Rest after a round, before the memory is read.</param>
public sealed record SoakOptions(int Clients = 200, int Seconds = 60, int Rounds = 3, int PauseMilliseconds = 200, int RestSeconds = 10);
