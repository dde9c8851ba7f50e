using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Stores;

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
