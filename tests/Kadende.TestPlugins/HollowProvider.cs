using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.TestPlugins;

/// <summary>Leaves out of its answers what they are about.</summary>
public sealed class HollowProvider() : BareProvider("hollow"), IMachineExec
{
    public override Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<CreateResult>>([new CreateResult.Failed(null!)]);

    public override Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(
            new InstancePage(
                [
                    new Instance
                    {
                        Id = "m-1",
                        State = InstanceState.Running,
                        Labels = request.Labels,
                        Ports = null!,
                    },
                ],
                null
            )
        );

    public override Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<DestroyResult>>([new DestroyResult.Failed(null!)]);

    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<ExecResult>(null!);
}
