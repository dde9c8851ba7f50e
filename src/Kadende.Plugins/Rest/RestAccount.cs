namespace Kadende.Plugins.Rest;

/// <summary>What is the same in every call to one cloud for one account.</summary>
/// <param name="Name">Such as <c>DigitalOcean</c>; for messages.</param>
/// <param name="Endpoint">Paths are below it.</param>
/// <param name="Token">The bearer token of a call; asked for each attempt.</param>
/// <param name="IsThrottled">Whether an answer says that there were too many calls, and that nothing happened.</param>
internal sealed record RestAccount(
    string Name,
    Uri Endpoint,
    Func<CancellationToken, Task<string>> Token,
    Func<RestAnswer, bool> IsThrottled
);
