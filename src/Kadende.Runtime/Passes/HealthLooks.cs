using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;

namespace Kadende.Runtime.Passes;

/// <summary>What checks and flavours together say of the machines of a group.</summary>
public sealed class HealthLooks(HealthProber prober, FlavourHealth flavours)
{
    /// <returns>By node id; who was not asked is not in it.</returns>
    internal async Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        Round round,
        HealthQuestion question,
        CancellationToken cancellationToken
    ) =>
        await flavours.AddAsync(
            round,
            question,
            await prober.LookAsync(question, cancellationToken),
            cancellationToken
        );
}
