using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>
/// Makes machines by a protocol that has no idempotency key: a machine is looked for by its node before it is asked for, a call goes on
/// until it is answered, and while an earlier call may still make the machine, no other is asked for.
/// </summary>
internal sealed class RemoteCreation(RemoteInstances instances, PluginAddress.Remote address, RemoteLine line)
{
    /// <summary>How long what a plugin on this machine left behind when it ended may take to be listed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>When to try again what did not happen.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        var known = line.Acts.Find(KeyOf(request));
        try
        {
            return known is not null && (!known.HasEnded || known.Failure is null or RpcException)
                ? await HearAsync(request, known, isJoined: true, cancellationToken)
                : await BeginAsync(request, known, cancellationToken);
        }
        catch (RpcException refusal)
        {
            // It made no sense of a question about what is there: what came of the request is unknown.
            return Unknown(refusal.Message, refusal);
        }
        catch (ProviderException failure)
        {
            return new CreateResult.Failed(failure);
        }
    }

    /// <summary>Asks for the machine, unless it is there or may still come.</summary>
    private async Task<CreateResult> BeginAsync(
        CreateRequest request,
        RunningAct? earlier,
        CancellationToken cancellationToken
    )
    {
        RunningAct act;
        try
        {
            if (await instances.FindAsync(request.Labels, cancellationToken) is { } there)
            {
                return new CreateResult.Created(there);
            }

            if (MayComeUntil(request, earlier) is { } until && line.Time.GetUtcNow() < until)
            {
                return Unknown(
                    $"An earlier call of {line.Client.Name} may make the machine until {until:HH:mm:ss} UTC."
                );
            }

            act = line.Acts.Begin(KeyOf(request), earlier, token => instances.ProvisionAsync(request, token));
        }
        catch (Exception failure) when (failure is RpcException or ProviderUnavailableException or ThrottledException)
        {
            var isFirst = request.UnansweredSince is null && MayComeUntil(request, earlier) is null;
            return NotAsked(isFirst, failure);
        }

        return await HearAsync(request, act, isJoined: false, cancellationToken);
    }

    /// <summary>Waits for the answer of a call.</summary>
    private async Task<CreateResult> HearAsync(
        CreateRequest request,
        RunningAct act,
        bool isJoined,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var patience = line.Options.CallTimeout;
            if (await RunningActs.HearAsync(act, isJoined, patience, cancellationToken) is not { } id)
            {
                return Unknown(
                    $"The plugin {line.Client.Name} has been making the machine since {act.BeganAt:HH:mm:ss} UTC; its answer is waited for."
                );
            }

            line.Acts.Forget(act);
            return new CreateResult.Created(RemoteInstances.InstanceOf(id, request.LogicalId, request.Labels));
        }
        catch (RpcException refusal)
        {
            // It may have made the machine before it met what it tells of.
            var there = await instances.FindAsync(request.Labels, cancellationToken);
            line.Acts.Forget(act);
            return there is not null
                ? new CreateResult.Created(there)
                : new CreateResult.Failed(new RequestRejectedException(refusal.Message, refusal));
        }
        catch (ProviderUnavailableException failure) when (failure.InnerException is NotSentException)
        {
            return NotAsked(request.UnansweredSince is null, failure);
        }
    }

    private ActKey KeyOf(CreateRequest request) => new(address.Shown, "Provision", request.Token);

    /// <summary>Until when an earlier call for the machine may make it; null when none can.</summary>
    private DateTimeOffset? MayComeUntil(CreateRequest request, RunningAct? earlier) =>
        earlier switch
        {
            null => request.UnansweredSince + line.Acts.Longest,
            { Failure.InnerException: NotSentException } => null,
            // Who closed the connection has ended, and its calls with it; farther away it may have been somebody in between.
            { Failure.InnerException: BrokenOffException } when address.IsHere => earlier.EndedAt + Grace,
            _ => earlier.BeganAt + line.Acts.Longest,
        };

    /// <summary>This call did not ask for the machine. Only the first one can say that nothing happened.</summary>
    private static CreateResult.Failed NotAsked(bool isFirst, Exception failure) =>
        isFirst
            ? new CreateResult.Failed(new ThrottledException(failure.Message, Soon, failure))
            : Unknown(failure.Message, failure);

    private static CreateResult.Failed Unknown(string message, Exception? failure = null) =>
        new(new ProviderUnavailableException(message, failure));
}
