using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;

namespace Kadende.Runtime.Passes;

/// <summary>What the checks of a group and the flavours of its machines say of its nodes.</summary>
public sealed class HealthLooks(HealthProber checks, FlavourHealth flavours)
{
    /// <returns>By node id; of who is not in it, nothing was said in this look.</returns>
    internal async Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        Round round,
        HealthQuestion question,
        CancellationToken cancellationToken
    ) =>
        await flavours.AddAsync(
            round,
            question,
            await checks.LookAsync(question, cancellationToken),
            cancellationToken
        );
}
