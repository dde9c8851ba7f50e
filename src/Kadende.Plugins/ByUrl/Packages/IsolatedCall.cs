using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>Calls into somebody else's code: one that blocks its thread does not block the caller's, and an answer that is none counts as no answer.</summary>
/// <param name="name">Whose code it is, for messages.</param>
internal sealed class IsolatedCall(string name)
{
    /// <param name="what">What is asked for, for messages.</param>
    /// <param name="read">Makes our own of the answer, so that nothing of the plugin's is called later; null when something in it is missing.</param>
    public async Task<TOwn> AskAsync<TAnswer, TOwn>(
        string what,
        Func<Task<TAnswer>> ask,
        Func<TAnswer, TOwn?> read,
        CancellationToken cancellationToken
    )
        where TOwn : class =>
        await Task.Run(async () => await ask() is { } answer ? read(answer) : null, cancellationToken)
        ?? throw Nonsense(what);

    public ProviderUnavailableException Nonsense(string what) =>
        new($"{name} gave no usable {what}: something in it is missing.");
}
